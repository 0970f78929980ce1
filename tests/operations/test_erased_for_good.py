"""Somebody who was erased is nowhere: no table, database file, log of it, index, log line, export, restored backup.

A member and a person without account, in a data folder of their own, with the worker's sweeps run as in life.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "kanariekwetterveer"
ERIK = f"{CANARY}-erik@example.org"
PREPARE = f"""
from django.conf import settings
from durf.members.services.accounts import member_create, member_update
from durf.members.services.traits import traits_set
from durf.network.services.contacts import contact_write
from durf.network.services.invitations import invitation_make
from durf.network.services.ties import tie_make, tie_propose
from durf.wishes.services.asking import wish_publish
from durf.introductions.models import Introduction
from durf.introductions.desk.proposing import note_keep
from durf.introductions.remote import remote_ask
from durf.introductions.services.contacts import contact_letter_send
from durf.introductions.services.introducing import introduction_accept
from durf.introductions.services.offering import offer_take
from durf.wishes.services.thanking import thanks_give
from durf.introductions.visitors.answering import question_answer
from durf.introductions.visitors.asking import question_ask, question_confirm
from durf.members.services.reporting import report_tell
from durf.members.services.tokens import token_make
from durf.network.reading.row import Row
from durf.network.services.asking import contacts_ask
from durf.network.services.importing import import_look
from durf.operations.worker import sweep_once
W = "{CANARY}"
words = dict(language="en")
alice = member_create(email="alice@example.org", name="Alice", handle="alice", **words)
bob = member_create(email="bob@example.org", name="Bob", handle="bob", **words)
gone = member_create(email=f"{{W}}@example.org", name=f"Gone {{W}}", handle=W, language="en")
member_update(member=gone, line=f"line {{W}}", trade=f"trade {{W}}", organisation=f"org {{W}}", place=f"place {{W}}")
strengths = [(f"bees {{W}}", "everyone"), (f"secret {{W}}", "matching")]
traits_set(member=gone, strengths=strengths, limits=[(f"limit {{W}}", "members")])
open_ = dict(how="known", openness="open", how_other="known", openness_other="open")
tie_make(one=alice, other=bob, **open_); tie_make(one=bob, other=gone, **open_)
tie_propose(proposer=gone, other=alice, how="known", openness="ask", word=f"word {{W}}")
wish = wish_publish(asker=alice, text="Who keeps bees on a roof?", language="en", audience="members")
sweep_once()
offer_take(wish=wish, helper=gone, form="coffee", text=f"come {{W}}")
row = Introduction.objects.latest("pk"); introduction_accept(introduction=row, side="asker")
theirs = wish_publish(asker=gone, text=f"Who has a {{W}}?", language="en", audience="everyone", place=f"place {{W}}")
contact_write(owner=gone, name=f"Known {{W}}", email=f"known{{W}}@example.org", note=W)
invitation_make(inviter=gone, how="known", openness="ask", word=W, email=f"invited{{W}}@example.org")
note_keep(owner=bob, one=alice, other=gone, kind="told", note=W)
erik = contact_write(owner=bob, name="Erik Visser", email="{ERIK}", language="en")
offer_take(wish=wish, helper=bob, form="introduction", contact=erik, word="He knows.")
settings.SERVER_SENDS = True
passed = Introduction.objects.filter(contact=erik).get()
contact_letter_send(introduction=passed, connector=bob)
introduction_accept(introduction=passed, side="helper", reach="{ERIK}")
remote_ask(address="{ERIK}", language="en", connection="198.51.100.7")
report_tell(reporter=gone, kind="wish", target=wish.public_id, reason=f"reason {{W}}")
import_look(owner=gone, found=[Row(2, f"Brought {{W}}", note=W)], format="csv")
contacts_ask(owner=gone, addresses=[f"ticked{{W}}@example.org"])
for page in (alice, gone):
    member_update(member=page, page_public=True)
theirs = dict(name="Erik Visser", text="Who sings?", language="en", place="198.51.100.7")
question_confirm(question=question_ask(owner=alice, email="{ERIK}", **theirs))
theirs |= dict(name=f"Visitor {{W}}", text=f"Who sings {{W}}?")
asked = question_confirm(question=question_ask(owner=gone, email="v@example.org", **theirs))
question_answer(question=asked, word=W, meet=True)
token_make(member=gone, name=f"token {{W}}", scope="read")
for _ in range(3): sweep_once()
"""
ERASE = f"""
from durf.members.models import Member
from durf.members.services.erasure import member_erase, personal_export
from durf.introductions.remote import remote_erase
member_erase(member=Member.objects.get(handle="{CANARY}"))
remote_erase(address="{ERIK}")
"""
UPKEEP = """
from durf.operations.worker import sweep_once
from durf.reach.services import index_keep, refresh
refresh()
for _ in range(3): sweep_once()
"""
LOOK = """
import sys
from django.core.serializers.json import DjangoJSONEncoder
import json
from durf.members.models import Member
from durf.members.services.erasure import personal_export
from durf.introductions.remote import remote_held
from django.apps import apps
from django.db import connection
found = []
for table in connection.introspection.table_names():
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        found += [f"table {table}" for row in cursor.fetchall() if CANARY in repr(row)]
for model in apps.get_models():  # once more as our own code reads it: what is encrypted too
    found += [f"model {model._meta.label}" for row in model._default_manager.values() if CANARY in repr(row)]
for member in Member.objects.all():
    if CANARY in json.dumps(personal_export(member=member), cls=DjangoJSONEncoder):
        found.append(f"export of {member.handle}")
if not remote_held(address=ERIK).nothing:
    found.append("held about erik")
sys.stdout.write("LOOKED" + json.dumps(found))
"""


def durf(data: Path, script: str) -> str:
    """Run a script inside a Durf of this data folder; return all it wrote, log lines included."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DURF_", "DJANGO_"))}
    environment = {**kept, "DURF_DATA": str(data), "DJANGO_SETTINGS_MODULE": "durf.config.settings"}
    environment |= {"DURF_LOG_LEVEL": "DEBUG", "DURF_MAIL": ""}
    head = f"import django; django.setup()\nCANARY, ERIK = {CANARY!r}, {ERIK!r}\n"
    head += 'from django.conf import settings; settings.NOTICE_CHANNELS = ["durf.notices.channels.MemoryChannel"]\n'
    command = [sys.executable, "-c", head + script]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return run.stdout + run.stderr


def looked(data: Path) -> list[str]:
    """Where the canary still is, as Durf itself sees it."""
    return list(json.loads(durf(data, LOOK).split("LOOKED")[1]))


def files_with_canary(data: Path) -> list[str]:
    return [file.name for file in sorted(data.rglob("*")) if file.is_file() and CANARY.encode() in file.read_bytes()]


@pytest.mark.slow
@pytest.mark.skipif(bool(os.environ.get("DURF_TEST_DATABASE")), reason="has a SQLite database of its own")
@pytest.mark.loopback
def test_an_erased_person_is_in_no_table_file_log_export_or_restored_backup(tmp_path: Path) -> None:
    data, backup = tmp_path / "data", tmp_path / "backup"
    migrate = 'from django.core.management import call_command; call_command("migrate", verbosity=0)'
    durf(data, migrate)
    said = durf(data, PREPARE + UPKEEP)
    places = {"network.Contact", "network.Import", "introductions.PageQuestion", "safety.Report", "members.Member"}
    assert {f"model {place}" for place in places} <= set(looked(data)), "the canary was there, encrypted or not"
    assert "index.durf" in files_with_canary(data)
    backup.mkdir()
    for file in data.glob("durf.sqlite3*"):
        shutil.copy(file, backup)
    said += durf(data, ERASE + UPKEEP)
    assert looked(data) == []
    assert files_with_canary(data) == []
    assert CANARY not in said, "log lines"

    for file in data.glob("durf.sqlite3*"):
        file.unlink()
    for file in backup.iterdir():
        shutil.copy(file, data)
    assert looked(data) != [], "the backup brought them back"
    said = durf(data, UPKEEP)
    assert looked(data) == []
    assert CANARY not in said, "log lines"
