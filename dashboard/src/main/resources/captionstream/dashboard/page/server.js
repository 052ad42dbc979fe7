// What the page asks the server to do, besides sending the picture.

/** What people may do here: {try_uri, upload_bytes, replay, prompts}. Prompts are those in use now. */
export async function abilities() {
  const answer = await fetch("api/abilities");
  if (!answer.ok) {
    throw new Error(`The server answered ${answer.status}.`);
  }
  return answer.json();
}

/** @returns the sha256 under which the file is kept */
export async function upload(file) {
  return (await post("api/uploads", "application/octet-stream", file)).upload;
}

/** @param request {uri or upload, prompts: null for those in use}; @returns the id of the image */
export async function tryImage(request) {
  return (await post("api/try", "application/json", JSON.stringify(request))).image_id;
}

/** @param letters [{partition, offset}]; @returns {replayed, skipped: {reason: count}} */
export function replay(letters) {
  return post("api/dead-letters/replay", "application/json", JSON.stringify({ letters }));
}

async function post(path, type, body) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": type }, body });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(told.error ?? `The server answered ${answer.status}.`);
  }
  return told;
}
