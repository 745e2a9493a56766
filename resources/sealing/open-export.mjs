// node open-export.mjs part|documents EXPORT records-7 [card1.txt card3.txt]
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { Decrypter } from "age-encryption";

const [what, folder, name, ...cards] = process.argv.slice(2);

function open(bytes, ...identities) {
  const decrypter = new Decrypter();
  identities.forEach((identity) => decrypter.addIdentity(identity));
  return decrypter.decrypt(bytes);
}
const openFile = async (file, identity, out) =>
  writeFile(out, await open(Readable.toWeb(createReadStream(file)), identity));

async function openPart() {
  const identities = await Promise.all(cards.map(async (card) => (await readFile(card, "utf8")).trim()));
  const openings = join(folder, "open", name.replace(/-\d+$/, ""));
  for (const opening of await readdir(openings)) {
    try {
      let key = await readFile(join(openings, opening));
      for (const _ of opening.split("-")) key = await open(key, ...identities);
      return await openFile(join(folder, `${name}.age`), Buffer.from(key).toString().trim(), `${name}.zip`);
    } catch (error) { console.error(`${opening}: ${error.message}`); }
  }
  throw new Error("None of these opens with these cards alone.");
}
async function openDocuments() {
  const list = join(name, "data", "documents.json"); // only the parts of records have one
  if (!existsSync(name)) throw new Error(`Unpack ${name}.zip first: there is no folder ${name}.`);
  for (const one of existsSync(list) ? JSON.parse(await readFile(list, "utf8")).documents : []) {
    const out = join(name, join("/", one.path)); // never outside of that folder
    await mkdir(dirname(out), { recursive: true });
    await openFile(join(folder, one.file), one.identity, out).catch((error) => console.error(`${out}: ${error.message}`));
  }
}
const failed = (error) => { console.error(error.message); process.exitCode = 1; };
await (what === "part" ? openPart() : openDocuments()).catch(failed);
