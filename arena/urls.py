"""Addresses of the arena; mount with `path("arena/", include("arena.urls"))`."""

from django.urls import path

from .views import (
    cop_side,
    following,
    insight,
    interests,
    lead,
    learning,
    overview,
    people,
    questions,
    shared,
    updates,
)

app_name = "arena"

INTEREST = "<int:circle_id>/interests/<int:interest_id>/"
UPDATE = "<int:circle_id>/updates/<int:page_id>/"
COP = "cops/<int:circle_id>/"

for_followers = [
    path("<int:circle_id>/interests/", interests.interest_list, name="interests"),
    path("<int:circle_id>/interests/new/", interests.bring_in, name="bring_in"),
    path(INTEREST, interests.interest, name="interest"),
    path("<int:circle_id>/overview/", overview.overview, name="overview"),
    path("<int:circle_id>/learning/", learning.learning, name="learning"),
    path(f"{UPDATE}ask/", questions.ask, name="ask"),
    path("<int:circle_id>/follow/", following.follow, name="follow"),
    path("shared/<int:item_id>/picture/", shared.picture, name="picture"),
]

for_leads = [
    path(f"{INTEREST}forward/", interests.forward, name="forward"),
    path(f"{INTEREST}bundle/", interests.bundle, name="bundle"),
    path(f"{INTEREST}unbundle/", interests.unbundle, name="unbundle"),
    path("<int:circle_id>/import/", people.import_people, name="import_people"),
    path("<int:circle_id>/insight/", insight.insight, name="insight"),
    path("<int:circle_id>/lines/", lead.programme_lines, name="programme_lines"),
    path("<int:circle_id>/lines/<int:line_id>/", lead.turn_line, name="turn_line"),
    path("<int:circle_id>/updates/new/", updates.new_update, name="new_update"),
    path(UPDATE, updates.edit_update, name="edit_update"),
    path(f"{UPDATE}take-down/", updates.take_down, name="take_down_update"),
    path(f"{UPDATE}questions/", questions.set_discussion, name="set_discussion"),
    path("questions/<int:question_id>/answer/", questions.answer, name="answer_question"),
]

for_cops = [
    path(f"{COP}interests/", cop_side.cop_interests, name="cop_interests"),
    path(
        f"{COP}interests/<int:interest_id>/again/",
        cop_side.put_on_the_list_again,
        name="put_on_the_list_again",
    ),
    path(
        f"{COP}interests/<int:interest_id>/<slug:step>/",
        cop_side.answer_interest,
        name="answer_interest",
    ),
    path(f"{COP}sharing/", cop_side.choose_shared, name="choose_shared"),
    path(f"{COP}as-seen-by/<int:arena_id>/", cop_side.as_seen_by, name="as_seen_by"),
    path(f"{COP}me/", cop_side.shown_person, name="shown_person"),
]

for_readers = [
    path("following/", following.following, name="following"),
    path("following/feed/", following.make_feed, name="make_feed"),
    path("following/feed/stop/", following.stop_feed, name="stop_feed"),
    path("feed/<str:token>/", following.feed, name="feed"),
    path("unsubscribe/<str:token>/", following.unsubscribe, name="unsubscribe"),
]

urlpatterns = [*for_followers, *for_leads, *for_cops, *for_readers]
