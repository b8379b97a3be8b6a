"""One address per kind of page."""

NOT_FOUND = "/deze-pagina-is-weggehupt/"

PAGES = {
    "home": "/",
    "home in English": "/en/",
    "catalogue": "/modules/",
    "catalogue with filters": "/modules/?kind=instrument&goal=acquaintance",
    "catalogue without results": "/modules/?q=onvindbaarwoord",
    "module": "/modules/wijkwandeling/",
    "learning module": "/modules/wat-is-cocreatie/",
    "search": "/zoeken/?query=wijk",
    "search without results": "/zoeken/?query=onvindbaarwoord",
    "privacy statement": "/privacy/",
    "log in": "/account/login/",
    "log in with a code": "/account/login/code/",
    "password forgotten": "/account/password/reset/",
    "not found": NOT_FOUND,
}
