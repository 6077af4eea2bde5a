//! What tags, components and containers become.

use super::check_rows;

#[test]
fn tags_and_containers() {
    check_rows(&[
        (
            "prose in a component",
            "<Intro>\nIt *rains*.\n</Intro>\nThe sea.",
            &[
                "code: <Intro>",
                "paragraph: It ‹*›rains›*‹.",
                "code: </Intro>",
                "paragraph: The sea.",
            ],
        ),
        (
            "values that are prose",
            "<Figure caption=\"Ebb\" alt='The tide goes out.'\n  src=\"/ebb.png\" />",
            &[
                "caption: ‹<Figure caption=\"›Ebb›\"‹",
                "caption: ‹alt='›The tide goes out.›'‹",
                "code: src=\"/ebb.png\" />",
            ],
        ),
        (
            "values at the end",
            "<Note title=\"Look out\">\nIt rains.\n</Note>",
            &[
                "caption: ‹<Note title=\"›Look out›\"‹›>‹",
                "paragraph: It rains.",
                "code: </Note>",
            ],
        ),
        (
            "names that are no prose",
            "<Tab value=\"npm\" label=\"npm\">",
            &["code: <Tab value=\"npm\" label=\"npm\">"],
        ),
        (
            "tags over several lines",
            "<Grid\n  columns={[\n    { name: 'a > b' },\n  ]}\n>\nIt rains.\n</Grid>",
            &[
                "code: <Grid⏎  columns={[⏎    { name: 'a > b' },⏎  ]}⏎>",
                "paragraph: It rains.",
                "code: </Grid>",
            ],
        ),
        (
            "indented components",
            "<Steps>\n  <Step>\n    Run *it*.\n\n    ```sh\n    make\n    ```\n\n    - Wait.\n  </Step>\n</Steps>\n\n    code",
            &[
                "code: <Steps>",
                "code: <Step>",
                "paragraph: Run ‹*›it›*‹.",
                "code: ```sh⏎    make⏎    ```",
                "list-item: Wait.",
                "code: </Step>",
                "code: </Steps>",
                "list-item: code",
            ],
        ),
        (
            "component in a list",
            "1. Run it.\n\n   <Note>\n     It rains.\n   </Note>\n\n2. Wait.",
            &[
                "list-item: ‹1. ›Run it.",
                "code: <Note>",
                "list-item: It rains.",
                "code: </Note>",
                "list-item: ‹2. ›Wait.",
            ],
        ),
        (
            "a table in HTML",
            "<table>\n  <tr>\n    <td>It <b>rains</b>.</td>\n  </tr>\n</table>",
            &[
                "code: <table>",
                "code: <tr>",
                "paragraph: ‹<td>›It ‹<b>›rains›</b>‹.›</td>‹",
                "code: </tr>",
                "code: </table>",
            ],
        ),
        (
            "summary",
            "<details>\n<summary>How *so*?</summary>\n\nIt rains.\n\n</details>",
            &[
                "code: <details>",
                "paragraph: ‹<summary>›How ‹*›so›*‹?›</summary>‹",
                "paragraph: It rains.",
                "code: </details>",
            ],
        ),
        (
            "raw elements",
            "<pre>\nA  *b*\n\n</pre>\nIt rains.",
            &["code: <pre>⏎A  *b*⏎⏎</pre>", "paragraph: It rains."],
        ),
        (
            "comments",
            "<!-- A\n\nb -->\nIt rains.\n\n{/* c\n\nd */}",
            &[
                "code: <!-- A⏎⏎b -->",
                "paragraph: It rains.",
                "code: {/* c⏎⏎d */}",
            ],
        ),
        (
            "modules",
            "import A from './a';\nimport {\n  B,\n} from 'b';\n\nexport const c = 1;\n\nimport the map.",
            &[
                "code: import A from './a';⏎import {⏎  B,⏎} from 'b';",
                "code: export const c = 1;",
                "paragraph: import the map.",
            ],
        ),
        (
            "containers",
            ":::tip\nIt rains.\n:::\n\n::: details How so?\nThe sea.\n:::\n\n:::note[Ebb]\nYes.\n:::",
            &[
                "code: :::tip",
                "paragraph: It rains.",
                "code: :::",
                "heading: ‹::: details ›How so?",
                "paragraph: The sea.",
                "code: :::",
                "heading: ‹:::note[›Ebb›]‹",
                "paragraph: Yes.",
                "code: :::",
            ],
        ),
        (
            "notes in quotes",
            "> [!NOTE]\n> It rains.\n\n> [!tip]- Look out\n> The sea.",
            &[
                "code: [!NOTE]",
                "paragraph: It rains.",
                "heading: ‹[!tip]- ›Look out",
                "paragraph: The sea.",
            ],
        ),
        (
            "admonitions",
            "!!! note \"Look out\"\n    It rains.\n\n    - One\n\nThe sea.\n\n=== \"Ebb\"\n    It goes.",
            &[
                "heading: ‹!!! note \"›Look out›\"‹",
                "paragraph: It rains.",
                "list-item: One",
                "paragraph: The sea.",
                "heading: ‹=== \"›Ebb›\"‹",
                "paragraph: It goes.",
            ],
        ),
        (
            "templates",
            "{{< note >}}\nIt rains.\n{{< /note >}}\n\n{% include a.md %}",
            &[
                "code: {{< note >}}",
                "paragraph: It rains.",
                "code: {{< /note >}}",
                "code: {% include a.md %}",
            ],
        ),
    ]);
}
