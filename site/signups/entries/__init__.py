"""An editor's own form: its questions, what it answers, and what keeps the answers."""

from .responses import preview_context, respond

__all__ = ["preview_context", "respond"]
