// The head of the page: how far, how fast, and one sentence that says what is going on.

import { count, duration, find, say, time, words } from './text.js';

const stalled = 2, coordinatorSilent = 4;

/** @returns [sentence, tone] */
function headline({ run, plan }) {
  const because = run.reason ? `: ${run.reason}` : '';
  switch (run.state) {
    case null: return [`No coordinator has been heard of yet${because}.`, 'wait'];
    case 'waiting': return [`Waiting${because}.`, 'wait'];
    case 'paused': return [`Paused${because}.`, 'wait'];
    case 'done': return [`Done: ${count(run.steps)} steps${run.digest ? `, digest ${run.digest.slice(0, 12)}` : ''}.`, 'good'];
    case 'interrupted': return [`Interrupted${because}. It goes on from its newest checkpoint with --resume.`, 'wait'];
    case 'failed': return [`Failed${because}.`, 'bad'];
  }
  if (run.secondsSinceStep > stalled) return [`Stalled: no step for ${duration(run.secondsSinceStep)}. Newest plan: ${plan?.reason ?? 'none'}.`, 'bad'];
  if (run.coordinatorSeenSecondsAgo > coordinatorSilent) return [`Nothing heard of the coordinator for ${duration(run.coordinatorSeenSecondsAgo)}; the workers go on by its newest plan.`, 'wait'];
  return [`Training${because}.`, 'calm'];
}

function setting({ run, node }) {
  const of = run.setting;
  if (!of) return node ? `seen from ${node}` : '';
  return `${words(of.data)} data · ${words(of.loss)} loss · ${of.shards} × ${of.shardBatch} images a batch · seed ${of.seed} · run ${(run.id ?? '').slice(0, 8)} · seen from ${node}`;
}

/** What the watch said last; not a live region, since it may change several times a second. */
function showHealth(health) {
  const line = find('health');
  line.hidden = !health;
  line.dataset.health = health?.state ?? 'healthy';
  if (health) say(line, `${health.state === 'healthy' ? 'Healthy' : health.state === 'warning' ? 'Warning' : 'Collapsed'}: ${health.reason}.`);
}

/** What the generator's last evaluation came to. */
function showEvaluation(judged) {
  const line = find('evaluation');
  line.hidden = !judged;
  if (judged) say(line, `${judged.figure} ${figure(judged.value)} at step ${count(judged.step)}${judged.step === judged.bestStep ? ', the best so far' : `; the best was ${figure(judged.best)} at step ${count(judged.bestStep)}`}.`);
}

const figure = value => value == null ? 'no number' : String(Number(value.toPrecision(4)));

export function showOverview(status) {
  const { run, nodes } = status;
  const state = run.state ?? 'unknown', done = run.steps > 0 ? Math.min(100, 100 * run.step / run.steps) : 0;
  find('state').dataset.state = state;
  say(find('state'), run.state ?? 'looking for a coordinator');
  say(find('setting'), setting(status));
  const [sentence, tone] = headline(status);
  find('banner').dataset.tone = tone;
  say(find('banner'), sentence);
  showHealth(run.health);
  showEvaluation(run.evaluation);
  find('done').style.width = `${done}%`;
  find('track').setAttribute('aria-valuenow', done.toFixed(0));
  say(find('step'), `${count(run.step)} of ${count(run.steps)}`);
  say(find('speed'), count(run.imagesPerSecond));
  say(find('left'), run.state === 'training' ? duration(run.secondsLeft) : '–');
  say(find('since'), run.secondsSinceStep == null ? '–' : `${duration(run.secondsSinceStep)} ago`);
  say(find('checkpoint'), run.checkpoint ? `step ${count(run.checkpoint.step)}, ${duration(run.checkpoint.secondsAgo)} ago` : 'none yet');
  const workers = nodes.filter(one => one.roles.includes('worker'));
  say(find('workers'), `${workers.filter(one => one.state === 'takingPart').length} of ${workers.filter(one => !['lost', 'left'].includes(one.state)).length} take part`);
  say(find('gap'), duration(run.longestGapSeconds));
  say(find('reassigned'), count(run.shardsReassigned));
  say(find('plans'), count(run.plans));
  say(find('about'), `GanCluster ${status.version.split('+')[0]}`);
  document.title = run.state === 'training' ? `${done.toFixed(0)} % · GanCluster` : `${state} · GanCluster`;
}

export function showLink(state, heard) {
  const link = find('link');
  link.dataset.link = state;
  const since = heard > 0 ? `; what you see is of ${time(heard)}` : '';
  say(link, state === 'open' ? 'live' : `no connection to this node: tried again each second${since}`);
  document.body.classList.toggle('stale', state !== 'open');
}
