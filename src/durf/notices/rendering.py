"""From a letter to a message: templates, language, and the way out of every mail."""

import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from durf.notices.channels import Message
from durf.notices.letters import Letter
from durf.notices.models import Delivery
from durf.safety.models import Link
from durf.safety.services.links import link_make


def message_render(*, delivery: Delivery, letter: Letter) -> Message:
    """Render the letter in its reader's language; a group that can be switched off gets its one-click link."""
    headers = {"Auto-Submitted": "auto-generated"}
    unsubscribe_url = ""
    member = delivery.notice.member
    if letter.group and member is not None:
        token = link_make(
            kind=Link.Kind.UNSUBSCRIBE, purpose=letter.group, target=member.public_id, holder=member.public_id
        )
        unsubscribe_url = settings.PUBLIC_URL + reverse("unsubscribe", args=[letter.group, token])
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    context: dict[str, Any] = {
        "to_name": letter.to_name,
        "called": member.first_name if member is not None else letter.to_name,
        "community_name": settings.COMMUNITY_NAME,
        "site": settings.PUBLIC_URL,
        "site_name": settings.COMMUNITY_NAME,
        "site_url": settings.PUBLIC_URL,
        "settings_url": settings.PUBLIC_URL + reverse("settings_notices") if member is not None else "",
        "unsubscribe_url": unsubscribe_url,
        "language": letter.language,
        **letter.context,
    }
    with translation.override(letter.language):
        subject = " ".join(render_to_string(f"{letter.template}.subject.txt", context).split())
        return Message(
            message_id=delivery.message_id,
            to_name=letter.to_name,
            to_address=letter.to_address,
            subject=subject,
            text=_without_holes(render_to_string(f"{letter.template}.txt", context)),
            html=render_to_string(f"{letter.template}.html", {**context, "subject": subject}),
            headers=headers,
            calendar=letter.calendar,
            calendar_method=letter.calendar_method,
        )


def _without_holes(text: str) -> str:
    """Close the gaps that empty blocks leave in a plain text."""
    return re.sub(r"\n\s*\n\s*\n+", "\n\n", text).strip() + "\n"
