"""The forms of sign-in, with our words on them."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

CODE_LABEL = _("The code from the mail")


def _word(form: forms.Form, field: str, label: Any, help_text: Any = "") -> None:
    form.fields[field].label = label
    form.fields[field].help_text = help_text
    form.fields[field].widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    """One field: the address a code goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Your e-mail address"), _("We send a code to it; there are no passwords here."))


class SignupForm(account.SignupForm):  # type: ignore[misc]  # allauth is untyped
    """A name and an address; the name comes from `forms.signup`, which allauth builds upon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Your e-mail address"), _("We send a code to it. Nobody here gets to see it."))


class LoginCodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """The code that was mailed to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", CODE_LABEL)


class EmailCodeForm(account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth is untyped
    """The code that was mailed to prove an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", CODE_LABEL)


class EmailForm(account.AddEmailForm):  # type: ignore[misc]  # allauth is untyped
    """Another address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Your new e-mail address"), _("We send a code to it first."))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A passkey and the name it gets."""

    name = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": _("Passkey")}
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name of this passkey"), _("Such as: phone, laptop at home."))
