"""What other apps may listen to."""

from django.dispatch import Signal

# provides args: invitation, membership. Also for who was in the circle already.
invitation_accepted = Signal()

# provides args: invitation
invitation_withdrawn = Signal()

# provides args: membership. By an invitation, or appointed without one.
member_joined = Signal()

# provides args: former, successor; both memberships. Sent before the former one steps back, so that
# apps above can hand over what goes with the lead.
lead_handed_over = Signal()

# provides args: membership
membership_ended = Signal()
