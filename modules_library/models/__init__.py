from .index_page import ModuleIndexPage
from .module_page import ModulePage
from .parts import ModuleAttachment, ModuleTag, RelatedModule
from .terms import Goal, JourneyPhase

__all__ = [
    "Goal",
    "JourneyPhase",
    "ModuleAttachment",
    "ModuleIndexPage",
    "ModulePage",
    "ModuleTag",
    "RelatedModule",
]
