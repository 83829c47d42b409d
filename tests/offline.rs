//! A draft as a table: downloaded, filled in without a connection, handed in, corrected in the page, sent.

use actix_web::test::TestRequest;
use rust_xlsxwriter::Workbook;
use travaux::accounts::model::Role;
use travaux::comments::table::{Mapping, Role as Column, Table};
use travaux::language::Language;
use travaux::text::grid;

use crate::on_both;
use crate::support::app::Answer;
use crate::support::participants::{FIRST, SECOND, THIRD, code_on};
use crate::support::{TestApp, html};

/// The workbook with some cells filled in: for an address, what is typed into the columns behind the words of the draft.
fn filled(bytes: &[u8], typed: &[(&str, [&str; 4])], more: &[[&str; 7]]) -> Vec<u8> {
    let grids = grid::read(bytes).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut last = 0;
    for row in &grids.grids[0].rows {
        last = u32::try_from(row.number).unwrap();
        for (column, cell) in (0..).zip(&row.cells) {
            sheet.write_string(last - 1, column, &cell.text).unwrap();
        }
        let own = typed.iter().find(|(address, _)| *address == row.cell(0).text);
        for (column, text) in (3..).zip(own.iter().flat_map(|(_, cells)| cells.iter())) {
            sheet.write_string(last - 1, column, *text).unwrap();
        }
    }
    for (row, cells) in (last..).zip(more) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

impl TestApp {
    /// Sends the form of a page with a file.
    async fn hand_in(&self, page: &Answer, bytes: &[u8]) -> Answer {
        let form = html::form(&page.text(), "/submissions/table");
        let boundary = "a-boundary-for-tests";
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my.xlsx\"\r\n\r\n").into_bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
        let kind = ("content-type", format!("multipart/form-data; boundary={boundary}"));
        self.call(TestRequest::post().uri(&form.action).insert_header(kind).set_payload(body)).await
    }
}

on_both! {
    async fn a_table_comes_back_as_comments(app) {
        let slug = app.open_consultation("offline").await;
        let file = app.get(&format!("/fr/consultations/{slug}/drafts/1/table.xlsx")).await.expect(200);
        let (first, second, third) = (format!("p{FIRST}"), format!("p{SECOND}"), format!("p{THIRD}"));
        let bytes = filled(
            &file.bytes,
            &[
                ("draft", ["Un glossaire serait utile.", "", "", "Sur le fond"]),
                (&first, ["Qui évalue ?", "", "", "?!"]),
                (&second, ["", "Findings are published.", "Plus court", ""]),
                (&third, ["Trop vague", "", "", ""]),
            ],
            &[["p99", "", "", "Un paragraphe de trop", "", "", ""], ["", "", "", "=1+1 n’a pas de place", "", "", ""]],
        );
        let page = app.get(&format!("/fr/consultations/{slug}/comments/table?draft=1")).await.expect(200);
        let code = code_on(&page);
        let kept = app.hand_in(&page, &bytes).await.expect(200).says("Lignes à corriger : 3").says("« ?! » n’est pas une nature").says("Un glossaire");
        // Nothing is sent before the rows are corrected; what is typed into them is kept, wherever she goes.
        app.submit(&kept, "/submissions/preview", &[]).await.expect(422).says("Certaines lignes");
        let wrong = app.submit(&kept, "/submissions/rows", &[("kind_0", "question"), ("place_1", "77"), ("body_1", "Un paragraphe de plus"), ("place_2", "")]).await;
        let wrong = wrong.expect(422).says("Lignes à corriger : 2").says("n’a pas d’emplacement");
        assert!(wrong.text().contains("Un paragraphe de plus"));
        // Handed in once more, the table doubles nothing, and the comments that were right stay one each.
        let again = app.hand_in(&app.get(&format!("/fr/consultations/{slug}/comments/table?draft=1")).await, &bytes).await.expect(200);
        assert_ne!(code_on(&again), code);
        let right = app.submit(&wrong, "/submissions/rows", &[("place_0", "s2"), ("remove_1", "yes")]).await.expect(200).says_not("Lignes à corriger");
        let form = app.submit(&right, "/submissions/preview", &[]).await.expect(422);
        let preview = app.submit(&form, "/submissions/preview", &[("consent", "yes")]).await.expect(200).says("Un paragraphe de plus").says("Plus court");
        let receipt = app.submit(&preview, "/submissions/receipt", &[]).await.expect(200);
        assert_eq!(code_on(&receipt), code);
        assert_eq!(app.comment_ids(&slug).await.len(), 5);
    }

    async fn what_cannot_be_read_is_said(app) {
        let slug = app.open_consultation("unread").await;
        let page = app.get(&format!("/en/consultations/{slug}/comments/table?draft=1")).await.expect(200);
        app.hand_in(&page, b"").await.expect(422).says("empty");
        app.hand_in(&page, b"%PDF-1.7 no table").await.expect(422).says("not a table that can be read");
        app.hand_in(&page, b"Section,Comment\n").await.expect(422).says("No comment was found");
        let many = format!("Section,Comment\n{}", "1,a\n".repeat(501));
        app.hand_in(&page, many.as_bytes()).await.expect(422);
        // A table of another draft has other words beside its addresses.
        let foreign = format!("Address in the draft,Words of the draft,Comment\np{FIRST},Entities of another draft do otherwise.,On the wrong paragraph\n");
        app.hand_in(&page, foreign.as_bytes()).await.expect(200).says("Rows to be corrected");
        app.get(&format!("/en/consultations/{slug}/drafts/1/table.exe")).await.expect(404);
        app.get(&format!("/en/consultations/{slug}/drafts/7/table.xlsx")).await.expect(404);
        app.close_round();
        app.hand_in(&page, b"Section,Comment\nI. Scope,Late\n").await.expect(409).says("closed");
    }

    async fn no_cell_is_a_formula(app) {
        let slug = app.consultation("formulas").await;
        app.draft(&slug, "1", b"# =1+1\n\n1. =HYPERLINK(\"http://example.org\")\n\n2. +cmd|' /C calc'!A0\n\n3. @SUM(1)\n\n4. -2+3\n").await;
        app.publish(&slug, "1").await;
        let file = app.get(&format!("/en/consultations/{slug}/drafts/1/table.xlsx")).await.expect(200);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file.bytes)).unwrap();
        let mut sheet = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
        assert!(sheet.contains("<row") && !sheet.contains("<f>") && !sheet.contains("<f "));
    }

    async fn every_language_reads_its_own_table(app) {
        let slug = app.open_consultation("tables").await;
        app.staff(Role::Editor).await;
        for language in Language::ALL.iter().map(|language| language.as_str()) {
            for extension in ["xlsx", "docx"] {
                let file = app.get(&format!("/{language}/consultations/{slug}/drafts/1/table.{extension}")).await.expect(200);
                let again = app.get(&format!("/{language}/consultations/{slug}/drafts/1/table.{extension}")).await.expect(200);
                assert_eq!(file.bytes, again.bytes, "{language}: the same whenever it is written");
                let table = Table::of(&grid::read(&file.bytes).unwrap(), &Mapping::default());
                let roles: Vec<Column> = table.headings.iter().map(|(role, _)| *role).collect();
                let wanted = [Column::Address, Column::Paragraph, Column::Text, Column::Kind, Column::Comment, Column::Proposed, Column::Reason];
                assert_eq!(roles, wanted, "{language}.{extension}: {:?}", table.headings);
                assert!(table.entries.is_empty());
            }
            // The kinds that may be chosen are understood.
            for kind in travaux::publications::model::CommentKind::ALL {
                let word = app.state.renderer.say(Language::parse(language).unwrap(), &format!("kind-{}", kind.as_str()), &[]);
                assert_eq!(travaux::comments::table::kind(&word), Some(*kind), "{language}: {word}");
            }
        }
    }
}
