// What goes over the wire: steps of the journal, the place of the cursor, what is being typed. Takes the place of the browser's storage:
// the desk writes each step to the disk before it answers. Another window's steps are taken over, with those made here on top.

// How long after a change it is sent, and how often other windows' changes are asked for, in milliseconds.
const SEND_AFTER = 150, ASK_EVERY = 2_000, TRY_AGAIN = 1_000, DRAFT_EVERY = 700;
const base = `/api/project/${desk.id}`;
const windows = window.BroadcastChannel ? new BroadcastChannel(base) : null;
// How many steps the desk has of this journal.
let known = desk.journal.steps;
// Steps made here that the desk has not yet; those on their way are the first.
let steps = [];
// Why the desk did not save; empty if it did, or does not answer.
let refusal = "";
let isSending = false, isReachable = true, isOver = false;
let draftTimer = 0, draftSent = null;

async function ask(path, options) {
  const response = await fetch(base + path, options);
  isReachable = response.status !== 403;
  if (!isReachable) throw new Error("403");
  const answer = await response.json();
  return { ok: response.ok, status: response.status, answer };
}

// What is sent while the window closes still arrives, if it is short.
const SHORT = 60_000;

function post(path, value) {
  const body = JSON.stringify(value);
  return ask(path, { method: "POST", body, keepalive: body.length < SHORT });
}

saveSoon = (change, kind) => {
  steps.push({ kind, change });
  clearTimeout(saving);
  saving = setTimeout(saveNow, SEND_AFTER);
  onChanged();
  putSaved();
};

const asStep = ({ kind, change }) => (kind === "do" ? { do: change } : { [kind]: true });

saveNow = async () => {
  clearTimeout(saving);
  if (isSending || !steps.length || isOver) return;
  isSending = true;
  const n = steps.length;
  try {
    const { ok, status, answer } = await post("/steps", { steps: known, made: steps.slice(0, n).map(asStep) });
    refusal = ok || status === 409 ? "" : answer.error;
    if (ok) {
      known = answer;
      steps = steps.slice(n);
      windows?.postMessage(known);
    } else if (status === 409) takeOverSteps(answer);
    else throw new Error(refusal);
  } catch (error) {
    if (error.message !== refusal) refusal = "";
    isReachable = false;
    saving = setTimeout(saveNow, TRY_AGAIN);
  } finally {
    isSending = false;
  }
  putSaved();
  if (isReachable && steps.length) saveNow();
};

// The journal of the desk becomes that of this window. What was done here and the desk has not, comes on top.
function takeOverSteps(journaled) {
  if (isTyping()) {
    saving = setTimeout(saveNow, 500);
    return;
  }
  pending = steps.map(({ change }) => change);
  steps = [];
  known = journaled.steps;
  takeOver(JSON.stringify({ version: 1, stamp: "", done: journaled.done, undone: journaled.undone }));
  steps = pending.map((change) => ({ kind: "do", change }));
  pending = [];
  onChanged();
}

catchUp = async () => {
  if (document.hidden || isTyping() || isSending || isOver) return;
  if (steps.length) {
    saveNow();
    return;
  }
  try {
    const was = known;
    const { answer } = await ask(`/since/${known}`);
    if (answer && known === was && !steps.length && !isTyping()) takeOverSteps(answer);
  } catch {
    isReachable = false;
  }
  putSaved();
};

restore = () => {
  const said = replay({ done: desk.journal.done, undone: desk.journal.undone });
  installFound(desk.found);
  return said;
};

let isWaitingTold = false;

putSaved = () => {
  const n = steps.length;
  byId("saved").textContent = n ? word("notSent", n) : word("onDisk");
  byId("saved").classList.toggle("bad", !isReachable && n > 0);
  if (isOver || (isReachable && !isWaitingTold)) return;
  isWaitingTold = !isReachable;
  notice(isReachable ? "" : refusal ? word("notSaved", n, refusal) : word("waitingForDesk", n));
};

keepPlace = () => {
  clearTimeout(keeping);
  if (rows.length && !isOver) post("/place", [cursor.side, cursor.segment, cursor.row]).catch(() => {});
};

keptPlace = () => cursorFrom(desk.place);

// ---- What is being typed

function keepDraft() {
  const box = document.querySelector(".box");
  const draft = box ? { cursor: [cursor.side, cursor.segment, cursor.row], kind: box.classList.contains("comment-box") ? "comment" : "suggest", text: box.value } : null;
  const text = JSON.stringify(draft);
  if (text === draftSent || isOver) return;
  draftSent = text;
  post("/draft", draft).catch(() => (draftSent = null));
}

function restoreDraft() {
  draftSent = JSON.stringify(desk.draft);
  if (!desk.draft) return;
  const [side, segment, row] = cursorFrom(desk.draft.cursor);
  point(segment < 0 ? row : rowWith(side, segment), side, segment, "center");
  ACTIONS[desk.draft.kind === "comment" ? "comment" : "suggest"]();
  const box = document.querySelector(".box");
  if (box) box.value = desk.draft.text;
  notice(word("draftBack"));
}

function listenToWire() {
  draftTimer = setInterval(keepDraft, DRAFT_EVERY);
  setInterval(catchUp, ASK_EVERY);
  windows?.addEventListener("message", catchUp);
  window.addEventListener("beforeunload", (event) => !isOver && steps.length && event.preventDefault());
}
