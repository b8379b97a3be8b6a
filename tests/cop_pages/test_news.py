"""News of a circle by mail: to who wants it, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cop_pages.models import CopPage, CopUpdatePage

from .factories import CopPageFactory, MembershipFactory, home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    cop = CopPageFactory(title="Waterwijk")
    MembershipFactory(circle=cop, user__email="ja@example.org")
    MembershipFactory(circle=cop, user__email="nee@example.org", receives_news=False)
    update = cop.add_child(instance=CopUpdatePage(title="De bank is terug", live=False))

    def _publish():
        with django_capture_on_commit_callbacks(execute=True):
            CopUpdatePage.objects.get(pk=update.pk).save_revision().publish()
        return update

    return _publish


def test_news_goes_to_members_who_want_it(publish):
    update = publish()
    assert [message.to for message in mail.outbox] == [["ja@example.org"]]
    assert mail.outbox[0].subject == "Waterwijk: De bank is terug"
    assert update.full_url in mail.outbox[0].body


def test_news_that_is_only_scheduled_is_not_mailed_yet(publish):
    tomorrow = timezone.now() + timedelta(days=1)
    CopUpdatePage.objects.update(go_live_at=tomorrow)
    publish()
    assert not mail.outbox


def test_a_correction_is_not_mailed_again(publish):
    publish()
    publish()
    assert len(mail.outbox) == 1


def test_members_who_cannot_open_their_circle_get_no_mail_about_it(publish):
    CopPage.objects.update(live=False)
    publish()
    assert mail.outbox == []


def test_an_update_outside_any_circle_is_published_without_mail(publish):
    CopUpdatePage.objects.get().move(home_page(), pos="last-child")
    assert publish().pk
    assert mail.outbox == []
