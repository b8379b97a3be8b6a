"""The form in steps: its questions, the draft that keeps the answers, and what sends it."""

from .responses import preview_context, respond

__all__ = ["preview_context", "respond"]
