"""Routes of this room."""

from durf.network.views import contacts, importing, invitations, network, ties
from durf.safety.routes import Policy, route

TIE = {"public_id": "tie"}
QUESTION = {"public_id": "tie_proposal"}
INVITATION = {"code": "invitation"}
CONTACT = {"public_id": "contact"}
IMPORT = {"public_id": "import"}
MEMBER = Policy.MEMBER

urlpatterns = [
    route("network/", network.network, name="network", policy=MEMBER),
    route("network/open/", network.network_open, name="network_open", policy=Policy.FRESH),
    route("network/undo/", network.network_undo, name="network_undo", policy=Policy.FRESH),
    route("network/<slug:public_id>/sees/", network.tie_seen, name="tie_seen", policy=MEMBER, sample=TIE),
    route("@<slug:handle>/know/", ties.tie_propose, name="tie_propose", policy=MEMBER, sample={"handle": "member"}),
    route("network/<slug:public_id>/answer/", ties.tie_answer, name="tie_answer", policy=MEMBER, sample=QUESTION),
    route("network/<slug:public_id>/change/", ties.tie_change, name="tie_change", policy=MEMBER, sample=TIE),
    route("network/<slug:public_id>/end/", ties.tie_end, name="tie_end", policy=MEMBER, sample=TIE),
    route("network/invite/", invitations.invite, name="invite", policy=MEMBER),
    route(
        "network/invite/<slug:code>/end/",
        invitations.invitation_end,
        name="invitation_end",
        policy=MEMBER,
        sample=INVITATION,
    ),
    route(
        "invited/no/<slug:token>/",
        invitations.invitation_never,
        name="invitation_never",
        policy=Policy.LINK,
        sample={"token": "invitation_token"},
    ),
    route("invited/<slug:code>/", invitations.invitation, name="invitation", policy=Policy.PUBLIC, sample=INVITATION),
    route(
        "invited/<slug:code>/qr.svg",
        invitations.invitation_qr,
        name="invitation_qr",
        policy=Policy.PUBLIC,
        sample=INVITATION,
    ),
    route("network/notebook/", contacts.contacts, name="contacts", policy=MEMBER),
    route("network/notebook/import/", importing.import_new, name="import_new", policy=MEMBER),
    route(
        "network/notebook/import/<slug:public_id>/",
        importing.import_one,
        name="import_one",
        policy=MEMBER,
        sample=IMPORT,
    ),
    route(
        "network/notebook/import/<slug:public_id>/columns/",
        importing.import_columns,
        name="import_columns",
        policy=MEMBER,
        sample={"public_id": "import_asked"},
    ),
    route(
        "network/notebook/import/<slug:public_id>/keep/",
        importing.import_kept,
        name="import_keep",
        policy=MEMBER,
        sample=IMPORT,
    ),
    route(
        "network/notebook/import/<slug:public_id>/undo/",
        importing.import_undo,
        name="import_undo",
        policy=MEMBER,
        sample=IMPORT,
    ),
    route("network/notebook/ask/", contacts.contacts_to_ask, name="contacts_to_ask", policy=MEMBER),
    route("network/notebook/hear/", contacts.contacts_hear, name="contacts_hear", policy=MEMBER),
    route("network/notebook/new/", contacts.contact_new, name="contact_new", policy=MEMBER),
    route("network/notebook/<slug:public_id>/", contacts.contact, name="contact", policy=MEMBER, sample=CONTACT),
    route(
        "network/notebook/<slug:public_id>/seen/",
        contacts.contact_seen,
        name="contact_seen",
        policy=MEMBER,
        sample=CONTACT,
    ),
    route(
        "network/notebook/<slug:public_id>/erase/",
        contacts.contact_erase,
        name="contact_erase",
        policy=MEMBER,
        sample=CONTACT,
    ),
]
