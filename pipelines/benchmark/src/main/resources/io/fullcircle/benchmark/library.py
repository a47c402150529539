"""Segment's analytics-python, fed with JSON lines: python3 library.py FILE ADDRESS."""

import datetime
import json
import sys

import segment.analytics as analytics

analytics.write_key = "benchmark"
analytics.host = sys.argv[2]
analytics.max_queue_size = 10_000
analytics.send = True


def failed(error, items):
    sys.exit(f"{len(items)} calls failed: {error}")


analytics.on_error = failed
with open(sys.argv[1], encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        row = json.loads(line)
        customer = row.pop("customer_id")
        at = datetime.datetime.fromisoformat(row.pop("scored_at").replace("Z", "+00:00"))
        # A full queue drops what it is given: it is waited for.
        while not analytics.track(
            str(customer), "Sales Forecast", row, timestamp=at, message_id=f"row-{number}"
        )[0]:
            analytics.default_client.queue.join()
analytics.flush()
