"""The small objects the API is made of, shared by Wagtail's page endpoints and our own.

Typed dictionaries: the older API v2 renders them as they are, v3 checks and documents them.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict


class TermShape(TypedDict):
    """A goal or journey phase, named in the language of the answer."""

    slug: Annotated[str, Field(description="Its lasting key.", examples=["clarity"])]
    name: Annotated[str, Field(examples=["helderheid over waarden, belangen en rollen"])]


class RenditionShape(TypedDict):
    """The picture in one size."""

    url: str
    width: Annotated[int, Field(description="In pixels.", examples=[800])]
    height: Annotated[int, Field(description="In pixels.", examples=[600])]


class PictureShape(TypedDict):
    """A picture in several sizes, smallest first, with the text for who cannot see it."""

    id: int
    alt: Annotated[str, Field(description="Empty when the picture is decorative.")]
    decorative: bool
    renditions: list[RenditionShape]


class ImageShape(TypedDict):
    """A picture inside a text."""

    id: int
    alt: str
    renditions: list[RenditionShape]


class ImageBlockShape(TypedDict):
    """A picture inside a text, with the words its editor gave it there."""

    image: Annotated[int, Field(description="Key of the image.")]
    alt_text: Annotated[str, Field(description="Empty when the picture is decorative.")]
    decorative: bool
    renditions: list[RenditionShape]


class DocumentShape(TypedDict):
    """A document everybody may read; the address checks permission again."""

    id: int
    title: str
    url: str


class AttachmentShape(TypedDict):
    """A document to print."""

    id: int | None
    document_id: int
    title: str
    url: Annotated[str, Field(description="Checks permission before it serves the file.")]


class PageShape(TypedDict):
    """A page everybody may read."""

    id: int
    type: Annotated[str, Field(examples=["modules_library.ModulePage"])]
    title: str
    url: str | None


class RelatedModuleShape(TypedDict):
    """Another module that everybody may read."""

    module_id: int
    slug: str
    title: str
    kind: Literal["learning", "instrument"]
    summary: str
    url: str | None


class TimelineStepShape(TypedDict):
    """When a step starts and how long it takes."""

    title: str
    minutes: int
    start: Annotated[int, Field(description="In minutes after the start of the module.")]


class NumberReference(TypedDict):
    """An object as the API shows it; only its key counts."""

    id: int


class TextReference(TypedDict):
    """An object with a text for a key, as the API shows it; only its key counts."""

    id: str


class TermReference(TypedDict):
    """A goal or journey phase as the API shows it; only its slug counts."""

    slug: str


class RichTextInput(TypedDict):
    """Rich text in HTML or Markdown, with Wagtail's own references."""

    format: NotRequired[Literal["db_html", "db_markdown"]]
    content: str
