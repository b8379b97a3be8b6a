"""Writes over several rows of the tracker: each in one transaction, each in the log without names."""
