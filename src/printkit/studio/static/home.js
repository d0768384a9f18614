import { ask, built, byId } from "./common.js";

// A build begun on another page goes on: show its end here.
const number = Number(document.querySelector(".shelf").dataset.job);
if (number) ask(`/api/build/${number}`).then(built).then(() => location.reload());
byId("main").focus({ preventScroll: true });
