// Reads records from standard input, one JSON object a line, with Confluent's own Avro deserializer; writes the values.
import { createInterface } from 'node:readline';
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';

const client = new SchemaRegistryClient({ baseURLs: [process.argv[2]] });
const deserializer = new AvroDeserializer(client, SerdeType.VALUE, {});
for await (const line of createInterface({ input: process.stdin })) {
  const record = JSON.parse(line);
  const headers = Object.fromEntries(
    Object.entries(record.headers).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]),
  );
  const value = await deserializer.deserialize(record.topic, Buffer.from(record.value, 'base64'), headers);
  console.log(JSON.stringify(value));
}
process.exit(0);
