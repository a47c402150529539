// Segment's analytics-node, fed with JSON lines: node library.js FILE ADDRESS.
'use strict';
const fs = require('fs');
const readline = require('readline');
const { Analytics } = require('@segment/analytics-node');

const MOST_OPEN = 10000;
const analytics = new Analytics({ writeKey: 'benchmark', host: process.argv[3], flushAt: 100, flushInterval: 500 });
let open = 0;

async function main() {
  const lines = readline.createInterface({ input: fs.createReadStream(process.argv[2]) });
  let number = 0;
  for await (const line of lines) {
    const { customer_id, scored_at, ...properties } = JSON.parse(line);
    open++;
    analytics.track(
      {
        userId: String(customer_id),
        event: 'Sales Forecast',
        messageId: `row-${number++}`,
        timestamp: new Date(scored_at),
        properties,
      },
      (error) => {
        open--;
        if (error) {
          console.error(error);
          process.exit(1);
        }
      });
    // It has no bound of its own.
    while (open >= MOST_OPEN) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await analytics.closeAndFlush();
}

main();
