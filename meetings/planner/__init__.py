"""The agenda planner: what it shows, what one can do there, and how two people's work is merged."""
