// Reads an AsyncAPI document with the official parser and prints as JSON what it says of it and what it found.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";
import { AvroSchemaParser } from "@asyncapi/avro-schema-parser";

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());
const { document, diagnostics } = await parser.parse(readFileSync(process.argv[2], "utf8"));
const operations = document
  ? document.operations().all().map((operation) => ({
      action: operation.action(),
      topics: operation.channels().all().map((channel) => channel.address()),
      partitions: operation.channels().all().map((channel) => channel.bindings().get("kafka")?.value().partitions),
      messages: operation.messages().all().map((message) => ({
        name: message.name(),
        contentType: message.contentType(),
        schemaFormat: message.schemaFormat(),
        fields: Object.keys(message.payload()?.properties() ?? {}),
        headers: Object.keys(message.headers()?.properties() ?? {}),
        key: message.bindings().get("kafka")?.value().key.type,
        examples: message.examples().all().map((example) => example.payload()),
      })),
    }))
  : [];
console.log(
  JSON.stringify({
    diagnostics: diagnostics.map(({ code, message, path, severity }) => ({ code, message, path: path.join("."), severity })),
    version: document?.version() ?? "",
    servers: document ? document.servers().all().map((server) => `${server.protocol()}://${server.host()}`) : [],
    operations,
  }),
);
