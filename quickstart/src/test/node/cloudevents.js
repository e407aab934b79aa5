// Reads records from standard input, one JSON object a line, with the CloudEvents SDK's Kafka binding; writes the events.
import { createInterface } from 'node:readline';
import { Kafka } from 'cloudevents';

for await (const line of createInterface({ input: process.stdin })) {
  const record = JSON.parse(line);
  const headers = Object.fromEntries(
    Object.entries(record.headers).map(([name, base64]) => [name, Buffer.from(base64, 'base64').toString()]),
  );
  const structured = headers['content-type'].startsWith('application/cloudevents');
  const bytes = Buffer.from(record.value, 'base64');
  const event = Kafka.toEvent({ key: record.key, headers, value: structured ? bytes.toString() : bytes });
  event.validate();
  console.log(event.toString());
}
