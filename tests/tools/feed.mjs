// Writes the articles on standard input (JSON) as a feed: node feed.mjs rss2|atom1
import { readFileSync } from "node:fs";
import { Feed } from "feed";

const { title, link, articles } = JSON.parse(readFileSync(0, "utf8"));
const feed = new Feed({ title, link, id: link, copyright: "" });
for (const { date, author, ...article } of articles) {
  feed.addItem({ ...article, id: article.link, date: new Date(date), author: [{ name: author, email: "desk@wire.example" }] });
}
process.stdout.write(feed[process.argv[2]]());
