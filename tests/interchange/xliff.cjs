// Prints what the npm package `xliff` reads of a file, as JSON: node xliff.cjs FILE
const fs = require("fs");
const { xliff12ToJs, xliff2js } = require("xliff");

const text = fs.readFileSync(process.argv[2], "utf8");
const read = /<xliff[^>]* version="1\.2"/.test(text) ? xliff12ToJs : xliff2js;
Promise.resolve(read(text)).then((units) => console.log(JSON.stringify(units)));
