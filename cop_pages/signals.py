"""What other apps may listen to."""

from django.dispatch import Signal

# provides args: invitation, membership
invitation_accepted = Signal()

# provides args: membership
membership_ended = Signal()
