"""The demo network: its content as TOML and pictures, and what lays it in the database."""
