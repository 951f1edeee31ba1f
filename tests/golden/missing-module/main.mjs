// A missing module gives Node's code and names what was missing and who asked.
import './no-such-file.mjs';
