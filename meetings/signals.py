"""What other apps, and other parts of this one, may listen to. Sent inside the transaction."""

from django.dispatch import Signal

# provides args: meeting. From draft to planned, or planned anew after a cancellation.
meeting_planned = Signal()

# provides args: series, meetings. Many dates planned at once; `meeting_planned` is not sent for each.
series_planned = Signal()

# provides args: meeting. More people fit than before, or there is no limit any more.
capacity_raised = Signal()

# provides args: meeting. Date, time, place or title of a planned meeting changed; sequence was raised.
meeting_changed = Signal()

# provides args: meeting. Its reason is in `cancel_reason`; sequence was raised.
meeting_cancelled = Signal()

# provides args: meeting. Closed by its facilitator: status is now held.
meeting_held = Signal()

# provides args: meeting. Status is now published.
report_published = Signal()

# provides args: before, after. What was `before`, a backlog item or a block of an agenda, is `after`
# from now on, on the backlog or on another agenda; both rows are there still.
block_carried = Signal()
