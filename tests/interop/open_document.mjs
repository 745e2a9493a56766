// Opens a document of a vault with the identity that stands in its row of the database.
// Usage: node open_document.mjs attachments/ab/ab….age AGE-SECRET-KEY-PQ-1... out.pdf
import { readFile, writeFile } from "node:fs/promises";
import { Decrypter } from "age-encryption";

const [file, identity, out] = process.argv.slice(2);
const decrypter = new Decrypter();
decrypter.addIdentity(identity);
await writeFile(out, await decrypter.decrypt(await readFile(file)));
