"""The list of addresses that are never written to again."""

import hashlib
import hmac

from django.conf import settings

from durf.safety.models import Suppression
from durf.safety.services.erasures import erasure_remember


def _keyed_hash(address: str) -> str:
    key = settings.SUPPRESSION_KEY.encode()
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


def address_suppress(*, address: str) -> None:
    """Never write to this address again; asking twice changes nothing, and a backup that is put back neither."""
    suppress_again(key=_keyed_hash(address))
    erasure_remember(kind="never", key=_keyed_hash(address))


def suppress_again(*, key: str) -> None:
    """The same by the keyed hash, for a database that was put back."""
    Suppression.objects.get_or_create(address_hash=key)


def address_is_suppressed(*, address: str) -> bool:
    """Tell whether the owner of this address asked never to be written to."""
    return Suppression.objects.filter(address_hash=_keyed_hash(address)).exists()
