"""One writer of a page at a time."""

from wagtail.models import Page


def hold(page_id: int) -> None:
    """Keep others from writing this page until the transaction ends; what is read after this is fresh.

    Its row in Wagtail's own table, which is the first that saving a page writes: who began with a row
    of another table would wait for a page that is being saved, and that one for them.
    """
    Page.objects.select_for_update(no_key=True).filter(pk=page_id).first()
