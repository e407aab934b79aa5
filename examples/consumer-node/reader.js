import { readFileSync } from 'node:fs';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import avro from 'avsc';

// avsc knows no logical types by itself. These are the portal's, as ISO text; a uuid is text anyway.
class IsoDate extends avro.types.LogicalType {
  _fromValue(days) {
    return new Date(days * 86_400_000).toISOString().slice(0, 10);
  }

  _toValue() {
    return undefined;
  }
}

class LocalTimestampMicros extends avro.types.LogicalType {
  _fromValue(micros) {
    const fraction = String(micros % 1_000_000).padStart(6, '0');
    return `${new Date(Math.floor(micros / 1_000_000) * 1000).toISOString().slice(0, 19)}.${fraction}`;
  }

  _toValue() {
    return undefined;
  }
}

const logicalTypes = { date: IsoDate, 'local-timestamp-micros': LocalTimestampMicros };

// What this consumer knows of an event; fields that came later do not exist for it.
const known = {
  'product-created': JSON.parse(readFileSync(new URL('./product-created.avsc', import.meta.url), 'utf8')),
};

/** Reads a message's value, with the schema's id in front of it or in its header. */
export function reader(url) {
  const registry = new SchemaRegistry(
    { host: url, retry: { retries: 3 } },
    { [SchemaType.AVRO]: { logicalTypes } },
  );
  return (message) => {
    const topic = message.headers.ce_type.toString().split('.')[1];
    // The header holds the same five bytes that stand in front of the value otherwise.
    const id = message.headers.__value_schema_id ?? Buffer.alloc(0);
    return registry.decode(Buffer.concat([id, message.value]), {
      [SchemaType.AVRO]: { readerSchema: known[topic] },
    });
  };
}
