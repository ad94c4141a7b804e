"""The web server: behind a proxy on this machine, its own messages in the product's form of a line, no access log."""

import os

bind = os.environ.get("BIND", "unix:/run/supervision/web.sock")
workers = int(os.environ.get("WEB_WORKERS", "4"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 120
graceful_timeout = 30
max_requests, max_requests_jitter = 5000, 500
# A body up to what the product itself takes; what is larger the proxy refused.
limit_request_line = 4094
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat must not wait for a disk
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.observing.lines.JsonLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": "INFO"},
}


def child_exit(server, worker):
    """Let go of what an ended process counted of itself."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR") or os.environ.get("METRICS_DIR"):
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", os.environ.get("METRICS_DIR", ""))
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
