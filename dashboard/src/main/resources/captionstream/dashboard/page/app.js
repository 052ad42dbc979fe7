// From the stream to the page: every event makes a new picture, every picture is shown whole.

import { announce } from "./announcer.js";
import { choice, wireChoices } from "./choices.js";
import { showCompatibility, wireCompatibility } from "./compatibility.js";
import { showDetail, wireDetail } from "./detail.js";
import { byId } from "./dom.js";
import { showExtremes } from "./extremes.js";
import { showFailures, wireFailures } from "./failures.js";
import { showFlow } from "./flow.js";
import { fingerprint } from "./format.js";
import { showImages, wireImages } from "./images.js";
import { showLengths } from "./lengths.js";
import { showNumbers } from "./numbers.js";
import { showPairs } from "./pairs.js";
import { withChanges } from "./picture.js";
import { showRanking, wireRanking } from "./ranking.js";
import { modelShown, showScope, wireScope } from "./scope.js";
import { showScores } from "./scores.js";
import { follow } from "./stream.js";
import { showTry, wireTry } from "./try.js";
import { showWork } from "./work.js";

let picture = null;
let connection = "connecting";
let followed = null;
let leave = () => {};

wireChoices(refresh);
wireScope(refresh, show);
wireImages();
wireRanking(show);
wireCompatibility(show);
wireDetail();
wireFailures();
wireTry();
refresh();

/** Shows what has been chosen: another window's results come from a stream of their own. */
function refresh() {
  if (followed !== choice("window")) {
    followed = choice("window");
    leave();
    leave = follow(followed, {
      snapshot: become,
      changes: (changes) => become(withChanges(picture, changes)),
      connection: (state) => {
        connection = state;
        showStatus();
      },
    });
  }
  show();
}

function become(next) {
  picture = next;
  show();
}

function show() {
  if (picture === null) {
    return;
  }
  const model = modelShown(picture);
  showStatus();
  showScope(picture, model);
  showNumbers(picture, model);
  showImages(picture.images, picture.now);
  showRanking(picture, model);
  showPairs(picture, model);
  showScores(picture, model);
  showLengths(picture, model);
  showCompatibility(picture, model);
  showExtremes(picture, model);
  showFlow(picture);
  showWork(picture);
  showFailures(picture.dead_letters, picture.now);
  showDetail(picture);
  showTry(picture);
  announce(picture);
}

function showStatus() {
  const state = connection === "live" && picture && !picture.now.caught_up ? "catching-up" : connection;
  const names = { connecting: "Connecting", live: "Live", reconnecting: "Reconnecting", "catching-up": "Catching up" };
  const status = byId("status");
  if (status.dataset.state !== state) {
    status.dataset.state = state;
    status.textContent = names[state];
  }
  byId("model").textContent = picture?.now.model ? `model ${fingerprint(picture.now.model)}` : "";
}
