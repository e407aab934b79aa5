// Handles every event once: stores its effect together with its id, in the order in which the changes were committed.
import { Kafka as KafkaBinding } from 'cloudevents';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';
import { reader } from './reader.js';
import { Sorted } from './sorted.js';
import { Store } from './store.js';

const { CompressionCodecs, CompressionTypes, Kafka } = kafkajs;

const options = {
  kafka: 'localhost:9092',
  registry: 'http://localhost:8081',
  group: 'example-node',
  store: 'handled.jsonl',
  hold: '0',
  work: '0',
  ...Object.fromEntries(process.argv.slice(2).map((argument) => argument.split(/=(.*)/s).slice(0, 2))),
};

// The enricher writes LZ4, for which kafkajs wants to be given a codec.
CompressionCodecs[CompressionTypes.LZ4] = () => ({ decompress: async (bytes) => Buffer.from(lz4.decompress(bytes)) });

const store = Store.open(options.store);
const read = reader(options.registry);
const sorted = new Sorted(Number(options.hold), 10_000);
const consumer = new Kafka({ clientId: options.group, brokers: options.kafka.split(',') })
  // kafkajs reads committed records only, unless it is told otherwise.
  .consumer({ groupId: options.group, sessionTimeout: 10_000, readUncommitted: false });
let stopping = false;

consumer.on(consumer.events.GROUP_JOIN, () => sorted.clear());
// The registry, the store, Kafka: what fails for good ends the process. Whoever supervises it starts it again, and it goes
// on where it was.
consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || fail(payload.error));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => (stopping = true));
}

await consumer.connect();
await consumer.subscribe({ topics: options.topics.split(','), fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ topic, partition, message, heartbeat }) => {
    while (sorted.full && !stopping) {
      await pause(50);
      await heartbeat();
    }
    const headers = texts(message.headers);
    const data = await read(message);
    sorted.add({ topic, partition, offset: message.offset, headers, key: message.key.toString(), data });
  },
});
await handleUntilStopped().catch(fail);

async function handleUntilStopped() {
  while (!stopping) {
    for (const record of sorted.due()) {
      await handle(record);
      sorted.done(record);
    }
    // After the effects are stored. What is handled and not yet committed comes again, and the store knows it.
    const offsets = sorted.offsets();
    if (offsets.length > 0) {
      await consumer.commitOffsets(offsets);
    }
    await pause(50);
  }
  await consumer.disconnect();
  console.log('stopped');
}

async function handle({ key, headers, data }) {
  // The value is JSON from here on, and so is the event.
  const event = KafkaBinding.toEvent({
    key,
    headers: { ...headers, 'content-type': 'application/json' },
    value: JSON.stringify(data),
  });
  if (store.contains(event.id)) {
    console.log(`again ${event.id}`);
    return;
  }
  // As long as the effect takes; for trying what a kill in the middle does.
  await pause(Number(options.work));
  store.add(event.id, event.toString());
}

function texts(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString()]));
}

function pause(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

function fail(error) {
  console.error(error);
  process.exit(1);
}
