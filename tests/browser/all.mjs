// All tests in one process, so that they share built readers and a browser: `node --test all.mjs`.

import "./valid.test.mjs";
import "./pages.test.mjs";
import "./layout.test.mjs";
import "./direction.test.mjs";
import "./loading.test.mjs";
import "./reading.test.mjs";
import "./fonts.test.mjs";
import "./print.test.mjs";
import "./search.test.mjs";
import "./serve.test.mjs";
