"""The web server's settings: `gunicorn -c site/gunicorn.conf.py`.

PORT (8000): where it listens. WEB_CONCURRENCY (2): processes. THREADS (4): requests at once in each.
"""

import os
from pathlib import Path

_site = Path(__file__).resolve().parent

wsgi_app = "config.wsgi"
pythonpath = f"{_site.parent},{_site}"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("THREADS", "4"))
max_requests = 2000  # A fresh process now and then keeps memory level.
max_requests_jitter = 200
# No access log: it would keep visitors' addresses. The proxy in front decides about that.
accesslog = None
control_socket_disable = True  # Nothing here steers a running server by socket.
