"""The way out of every mail."""

import pytest
from django.test import Client
from django.urls import reverse

from durf.notices.models import MailChoice
from durf.notices.services.choices import mail_choose, mail_groups_wanted
from durf.safety.models import Link
from durf.safety.services.links import link_make
from tests.cast import make_member

pytestmark = pytest.mark.django_db


def address(group: str) -> str:
    bob = make_member("bob")
    token = link_make(kind=Link.Kind.UNSUBSCRIBE, purpose="nudges", target=bob.public_id, holder=bob.public_id)
    return reverse("unsubscribe", args=[group, token])


def test_looking_changes_nothing_and_one_post_without_cookie_switches_one_group_off() -> None:
    url = address("nudges")
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.get(url).status_code == 200
    assert mail_program.head(url).status_code == 200
    assert not MailChoice.objects.exists()
    assert mail_program.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(MailChoice.objects.values_list("group", flat=True)) == ["nudges"]


def test_a_link_for_one_group_does_not_open_another() -> None:
    response = Client().post(address("wishes"))
    assert response.status_code == 404
    assert not MailChoice.objects.exists()


def test_the_page_is_kept_out_of_caches_referrers_and_search() -> None:
    response = Client().get(address("nudges"))
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_choosing_on_the_settings_page_switches_groups_on_and_off() -> None:
    bob = make_member("bob")
    mail_choose(member=bob, wanted={"wishes"})
    assert mail_groups_wanted(member=bob) == {"wishes"}
    mail_choose(member=bob, wanted={"wishes", "nudges"})
    assert mail_groups_wanted(member=bob) == {"wishes", "nudges"}
