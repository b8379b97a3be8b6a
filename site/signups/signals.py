"""What the rest of this app, and apps above it, may listen to. Sent within the transaction."""

from django.dispatch import Signal

# provides args: sign_up
sign_up_confirmed = Signal()

# provides args: sign_up
sign_up_withdrawn = Signal()

# provides args: sign_up, by
sign_up_declined = Signal()
