from .network import NetworkSettings
from .pages import HomePage, StandardPage

__all__ = ["HomePage", "NetworkSettings", "StandardPage"]
