"""What a member wants done with their notebook: whom in it to ask for a tie, and whether it hears of wishes."""

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.network.secret import SecretField


class ContactAsk(models.Model):
    """Somebody ticked: if they are a member, they are asked. The worker looks, so that the page tells nothing."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contact_asks")
    email = SecretField()
    how = models.CharField(max_length=6, default="known")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)


class NotebookChoice(models.Model):
    """Whether a member wants to hear when a wish fits somebody in their notebook; without a row they do not."""

    owner = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="notebook_choice")
    hears_of_wishes = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.owner_id)
