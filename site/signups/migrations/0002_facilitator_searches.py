"""Searches for facilitators. What was asked before belongs to a search from now on; 0003 makes that a rule."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import signups.models.searches

UNDECIDED = ("asked", "accepted", "declined")


def give_every_request_a_search(apps, schema_editor) -> None:
    """One search for each CoP, or each sign-up without a CoP, with all who were asked for it."""
    requests = apps.get_model("signups", "FacilitatorRequest").objects.using(
        schema_editor.connection.alias
    )
    searches = {}
    for request in requests.order_by("-asked_at", "-pk"):
        key = ("cop", request.cop_id) if request.cop_id else ("sign_up", request.sign_up_id)
        if key not in searches:
            searches[key] = add_search(apps, schema_editor, request, requests)
        if requests.filter(search=searches[key], profile=request.profile_id).exists():
            request.delete()  # Asked twice: the newest one counts.
            continue
        request.search = searches[key]
        request.save(update_fields=["search"])


def add_search(apps, schema_editor, request, requests):
    of_subject = (
        requests.filter(cop=request.cop_id)
        if request.cop_id
        else requests.filter(sign_up=request.sign_up_id, cop=None)
    )
    states = set(of_subject.values_list("state", flat=True))
    searches = apps.get_model("signups", "FacilitatorSearch").objects
    return searches.using(schema_editor.connection.alias).create(
        cop_id=request.cop_id,
        sign_up_id=None if request.cop_id else request.sign_up_id,
        state=state_of(states),
        started_by_id=request.asked_by_id,
        started_at=request.asked_at,
        decided_at=request.decided_at,
    )


def state_of(states: set[str]) -> str:
    if "chosen" in states:
        return "filled"
    return "open" if states.intersection(UNDECIDED) else "called_off"


class Migration(migrations.Migration):
    dependencies = [
        ("cop_pages", "0003_roles_by_kind_of_circle"),
        ("signups", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FacilitatorSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(choices=[("open", "looking for somebody"), ("filled", "facilitator found"), ("called_off", "called off")], db_index=True, default="open", max_length=12, verbose_name="state")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="started at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("cop", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="facilitator_searches", to="cop_pages.coppage", verbose_name="CoP")),
                ("decided_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="decided by")),
                ("replaces", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="cop_pages.membership")),
                ("sign_up", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="facilitator_searches", to="signups.signup", verbose_name="sign-up")),
                ("started_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="started by")),
            ],
            options={
                "verbose_name": "search for a facilitator",
                "verbose_name_plural": "searches for facilitators",
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("cop__isnull", False), ("sign_up__isnull", False), _connector="OR"), name="facilitator_search_has_subject"),
                    models.UniqueConstraint(condition=models.Q(("state", "open")), fields=("cop",), name="facilitator_search_once_per_cop"),
                    models.UniqueConstraint(condition=models.Q(("state", "open")), fields=("sign_up",), name="facilitator_search_once_per_sign_up"),
                ],
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="is_shared",
            field=models.BooleanField(default=False, verbose_name="shared with the facilitator"),
        ),
        migrations.AddField(
            model_name="facilitatorrequest",
            name="expires_at",
            field=models.DateTimeField(default=signups.models.searches.ask_expiry, verbose_name="can be answered until"),
        ),
        migrations.AddField(
            model_name="facilitatorrequest",
            name="placed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="placed at"),
        ),
        migrations.AlterField(
            model_name="facilitatorrequest",
            name="state",
            field=models.CharField(choices=[("asked", "asked"), ("accepted", "would like to"), ("declined", "cannot"), ("chosen", "chosen"), ("passed_over", "another was chosen"), ("withdrawn", "no longer needed"), ("stopped", "stopped")], db_index=True, default="asked", max_length=12, verbose_name="state"),
        ),
        migrations.AlterField(
            model_name="mailtemplate",
            name="key",
            field=models.CharField(choices=[("received", "we will get in touch"), ("invited", "a place in a CoP"), ("waiting", "on the waiting list"), ("cop_started", "a new CoP"), ("arena", "about the arena"), ("quote", "a quote"), ("declined", "declined"), ("facilitator_asked", "a facilitator is asked"), ("facilitator_chosen", "a facilitator is chosen"), ("facilitator_other", "another facilitator was chosen"), ("facilitator_off", "a facilitator is no longer needed"), ("facilitator_found", "the CoP has a facilitator"), ("facilitator_stops", "the facilitator stops"), ("facilitator_handover", "the facilitator takes over")], max_length=20, verbose_name="mail"),
        ),
        migrations.AddField(
            model_name="facilitatorrequest",
            name="search",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="signups.facilitatorsearch", verbose_name="search"),
        ),
        # Last: PostgreSQL changes no table in the same transaction after its rows.
        migrations.RunPython(give_every_request_a_search, migrations.RunPython.noop),
    ]
