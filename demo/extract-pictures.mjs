// Sorts the fetched packages into one folder per drawing style: pictures/<style>/<codepoint>[-<variant>].<type>.
// usage: node extract-pictures.mjs concepts.csv DATA
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [conceptsFile, data] = process.argv.slice(2);
const concepts = readFileSync(conceptsFile, 'utf8').trim().split('\n').slice(1).map((line) => {
  const [codepoint, slug] = line.split(',');
  return { codepoint, slug };
});
const json = (...path) => JSON.parse(readFileSync(join(data, 'packages', ...path), 'utf8'));

// Styles that come as one file per picture, named by code point.
const files = {
  noto: ['emoji-datasource-google-16.0.0/img/google/64', 'png'],
  'noto-2017': ['emoji-datasource-google-4.0.3/img/google/64', 'png'],
  'fluent-3d': ['lobehub-fluent-emoji-3d-1.1.0/assets', 'webp'],
  twemoji: ['emoji-datasource-twitter-16.0.0/img/twitter/64', 'png'],
};

// Styles that come as one JSON file of SVG bodies, named by CLDR short name.
const sets = {
  'noto-blob': 'iconify-json-noto-v1-1.2.5',
  'fluent-color': 'iconify-json-fluent-emoji-1.2.7',
  'fluent-flat': 'iconify-json-fluent-emoji-flat-1.2.6',
  openmoji: 'iconify-json-openmoji-1.2.29',
  'emojione-2': 'iconify-json-emojione-1.2.3',
  'emojione-1': 'iconify-json-emojione-v1-1.2.3',
  firefox: 'iconify-json-fxemoji-1.2.2',
  streamline: 'iconify-json-streamline-emojis-1.2.4',
};

const letters = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
const unicode = new Map(json('emoji-datasource-google-16.0.0/emoji.json').map((e) => [e.image.slice(0, -4), e]));

function folderFor(style) {
  const folder = join(data, 'pictures', style);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function copyFiles(style, [source, type]) {
  const folder = folderFor(style);
  return concepts.filter(({ codepoint }) => {
    const names = [codepoint, codepoint.replaceAll('-fe0f', '')].map((n) => join(data, 'packages', source, `${n}.${type}`));
    const found = names.find(existsSync);
    if (found) copyFileSync(found, join(folder, `${codepoint}.${type}`));
    return found;
  }).length;
}

function writeSvgs(style, source) {
  const folder = folderFor(style);
  const set = json(source, 'icons.json');
  const icon = (name) => set.icons[name] ?? set.icons[set.aliases?.[name]?.parent];
  return concepts.filter(({ codepoint, slug }) => {
    const emoji = unicode.get(codepoint);
    const squeezed = [slug, emoji.name, ...emoji.short_names].map(letters);
    const names = [slug, ...[1, 2, 3].map((n) => `${slug}-${n}`)].filter(icon);
    const found = names.length > 0 ? names : squeezed.filter(icon).slice(0, 1);
    found.forEach((name, i) => {
      const { body, width = set.width, height = set.height, left = 0, top = 0 } = icon(name);
      const box = `viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}"`;
      const namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
      writeFileSync(join(folder, `${codepoint}${i ? `-${i}` : ''}.svg`), `<svg ${namespaces} ${box} color="#222">${body}</svg>`);
    });
    return found.length > 0;
  }).length;
}

for (const [style, source] of Object.entries(files)) console.log(style, copyFiles(style, source));
for (const [style, source] of Object.entries(sets)) console.log(style, writeSvgs(style, source));
