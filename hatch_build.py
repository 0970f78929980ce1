"""Compile the translations (.po to .mo) when the package is built or installed for development."""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Write a .mo beside every .po, so that no gettext tools are needed on the machine."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in sorted(Path(self.root, "src").rglob("*.po")):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
