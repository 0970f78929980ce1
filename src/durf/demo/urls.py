"""Routes of the demo; config includes them below `demo/`, and only in a demo."""

from durf.demo.views import mail, who
from durf.safety.routes import Policy, route

urlpatterns = [
    route("", who.who, name="demo_who", policy=Policy.DEMO),
    route("mail/", mail.mailbox, name="demo_mail", policy=Policy.DEMO),
    route("mail/<int:pk>/", mail.mail, name="demo_mail_one", policy=Policy.DEMO, sample={"pk": "mail"}),
    route("mail/<int:pk>/letter/", mail.mail_html, name="demo_mail_html", policy=Policy.DEMO, sample={"pk": "mail"}),
    route(
        "mail/<int:pk>/attached/<int:number>/",
        mail.mail_attached,
        name="demo_mail_attached",
        policy=Policy.DEMO,
        sample={"pk": "mail", "number": "attachment"},
    ),
]
