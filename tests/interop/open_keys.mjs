// Opens keys-<n>.age with the identity from a recovery sheet; prints what is inside.
// Usage: node open_keys.mjs keys-1.age AGE-SECRET-KEY-PQ-1...
import { readFile } from "node:fs/promises";
import { Decrypter } from "age-encryption";

const [file, identity] = process.argv.slice(2);
const decrypter = new Decrypter();
decrypter.addIdentity(identity);
process.stdout.write(await decrypter.decrypt(await readFile(file), "text"));
