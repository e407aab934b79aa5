// kubernetes.mjs FILE: what Kubernetes' own schemas say of the objects in the file, a json array; prints a json array of
// problems. The schemas let unknown fields pass; a field that their validators never look at is unknown.
import { readFileSync } from 'node:fs';

const problems = [];
for (const object of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const name = `${object.kind} ${object.metadata.name}`;
  const models = await import(`kubernetes-models/${object.apiVersion}`);
  const model = models[object.kind];
  if (model === undefined) {
    problems.push(`${name}: there is no ${object.kind} in ${object.apiVersion}`);
    continue;
  }
  const seen = new Map();
  try {
    model.prototype.validate.call(watched(object, seen));
  } catch (problem) {
    problems.push(`${name}: ${problem.message}`);
  }
  unseen(object, seen, name);
}
console.log(JSON.stringify(problems));

/** The value, whose fields are noted when somebody looks at them. */
function watched(value, seen) {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields = seen.get(value) ?? new Set();
  seen.set(value, fields);
  return new Proxy(value, {
    get(target, field) {
      fields.add(field);
      return watched(target[field], seen);
    },
  });
}

function unseen(value, seen, path) {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    if (seen.has(value) && !seen.get(value).has(field)) {
      problems.push(`${path}: no field ${field}`);
    }
    unseen(inner, seen, `${path}.${field}`);
  }
}
