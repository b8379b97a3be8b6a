"""Jobs that run now and then: apps register them, one command runs them all from cron."""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

Job = Callable[[], int]

_jobs: dict[str, Job] = {}


def register(name: str, job: Job) -> None:
    """Register a job that returns how much it did. It must be safe to run at any time, and twice."""
    _jobs[name] = job


def run_all() -> dict[str, int | None]:
    """Run every job; one that fails is logged and reported as None, and does not stop the others."""
    return {name: _run(name, job) for name, job in _jobs.items()}


def _run(name: str, job: Job) -> int | None:
    try:
        return job()
    except Exception:
        logger.exception("scheduled job %s failed", name)
        return None
