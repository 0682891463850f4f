//! Tables as text.

/// `title`, notes and columns aligned to the right, but for the first.
pub fn text(title: &str, notes: &[&str], header: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([header[column].chars().count()]).max().unwrap_or_default()
    };
    let line = |cells: Vec<&str>| {
        let padded = cells.iter().enumerate().map(|(column, cell)| match column {
            0 => format!("{cell:<width$}", width = width(column)),
            _ => format!("{cell:>width$}", width = width(column)),
        });
        padded.collect::<Vec<_>>().join("  ")
    };
    let mut lines = vec![title.to_string()];
    lines.extend(notes.iter().map(|note| format!("  {note}")));
    lines.push(line(header.to_vec()));
    lines.extend(rows.iter().map(|row| line(row.iter().map(String::as_str).collect())));
    lines.join("\n")
}
