// Reads an AsyncAPI document with the official parser and prints as JSON what it says of it and what it found.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";
import { AvroSchemaParser } from "@asyncapi/avro-schema-parser";

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());
const { document, diagnostics } = await parser.parse(readFileSync(process.argv[2], "utf8"));
const messages = document
  ? document.messages().all().map((message) => ({
      name: message.name(),
      contentType: message.contentType(),
      schemaFormat: message.schemaFormat(),
      fields: Object.keys(message.payload()?.properties() ?? {}),
      headers: Object.keys(message.headers()?.properties() ?? {}),
      examples: message.examples().length,
      channels: message.channels().all().map((channel) => channel.address()),
      operations: message.operations().all().map((operation) => operation.action()),
    }))
  : [];
console.log(
  JSON.stringify({
    diagnostics: diagnostics.map(({ code, message, path, severity }) => ({ code, message, path: path.join("."), severity })),
    version: document?.version() ?? "",
    servers: document ? document.servers().all().map((server) => `${server.protocol()}://${server.host()}`) : [],
    messages,
  }),
);
