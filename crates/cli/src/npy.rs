//! A matrix from a NumPy file, as `numpy.save` writes it.
//!
//! In: bytes. Out: rows of numbers, or what was expected. O(bytes).
//!
//! The head is `\x93NUMPY`, a version of two bytes, a length, and a Python dictionary such as
//! `{'descr': '<f4', 'fortran_order': False, 'shape': (7, 8), }`. The crates that read every kind of NumPy file bring some
//! twenty others, one of which needs a C compiler.

/// Rows of numbers, one after the other.
#[derive(Debug, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) values: Vec<f32>,
    pub(crate) n_rows: usize,
    pub(crate) dimension: usize,
}

impl Matrix {
    /// The matrix of a file, or what was expected instead of what was found.
    pub(crate) fn read(bytes: &[u8]) -> Result<Matrix, String> {
        let (header, numbers) = parts(bytes).ok_or("expected a NumPy file of one array")?;
        let field = |name: &str| {
            let value = field(header, name);
            value.ok_or_else(|| format!("expected '{name}' in the head of the file"))
        };
        let lengths = field("shape")?.trim_matches(['(', ')']).split(',');
        let lengths = lengths.map(str::trim).filter(|length| !length.is_empty());
        let shape: Result<Vec<usize>, _> = lengths.map(str::parse).collect();
        let shape = shape.map_err(|error| format!("expected a shape of numbers: {error}"))?;
        let &[n_rows, dimension] = shape.as_slice() else {
            let found = shape.len();
            return Err(format!("expected a matrix, found {found} dimensions"));
        };
        if dimension == 0 || field("fortran_order")? != "False" {
            return Err("expected rows of numbers, one after the other".into());
        }
        let values = values(numbers, field("descr")?)?;
        if n_rows.checked_mul(dimension) != Some(values.len()) {
            let found = values.len();
            return Err(format!(
                "expected {n_rows} × {dimension} numbers, found {found}"
            ));
        }
        Ok(Matrix {
            values,
            n_rows,
            dimension,
        })
    }
}

/// The dictionary of a file, and the bytes of its numbers.
fn parts(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (version, rest) = bytes.strip_prefix(b"\x93NUMPY")?.split_first_chunk::<2>()?;
    let (length, rest) = match version[0] {
        1 => {
            let (length, rest) = rest.split_first_chunk()?;
            (u16::from_le_bytes(*length).into(), rest)
        }
        _ => {
            let (length, rest) = rest.split_first_chunk()?;
            (u32::from_le_bytes(*length), rest)
        }
    };
    let (header, numbers) = rest.split_at_checked(length as usize)?;
    Some((str::from_utf8(header).ok()?, numbers))
}

/// The value of a key of the dictionary, as it is written.
fn field<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = header.split_once(&format!("'{name}':"))?;
    let rest = rest.trim_start();
    let end = match rest.starts_with('(') {
        true => rest.find(')')?,
        false => rest.find([',', '}'])?,
    };
    Some(rest[..end].trim().trim_matches('\''))
}

fn values(bytes: &[u8], kind: &str) -> Result<Vec<f32>, String> {
    let singles = |number: fn([u8; 4]) -> f32| {
        let (numbers, []) = bytes.as_chunks::<4>() else {
            return Err("expected whole numbers of four bytes".into());
        };
        Ok(numbers.iter().map(|&bytes| number(bytes)).collect())
    };
    let doubles = |number: fn([u8; 8]) -> f64| {
        let (numbers, []) = bytes.as_chunks::<8>() else {
            return Err("expected whole numbers of eight bytes".into());
        };
        Ok(numbers.iter().map(|&bytes| number(bytes) as f32).collect())
    };
    match kind {
        "<f4" => singles(f32::from_le_bytes),
        ">f4" => singles(f32::from_be_bytes),
        "<f8" => doubles(f64::from_le_bytes),
        ">f8" => doubles(f64::from_be_bytes),
        other => Err(format!("expected float32 or float64, found {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(version: u8, header: &str, numbers: &[u8]) -> Vec<u8> {
        let length = header.len().to_le_bytes();
        let length = &length[..if version == 1 { 2 } else { 4 }];
        let parts: [&[u8]; 5] = [
            b"\x93NUMPY",
            &[version, 0],
            length,
            header.as_bytes(),
            numbers,
        ];
        parts.concat()
    }

    #[test]
    fn matrices_are_read() {
        let numbers = [1.0f32, -2.5];
        let rows = [
            ("float32", 1, "<f4", numbers.map(f32::to_le_bytes).concat()),
            (
                "of great machines",
                1,
                ">f4",
                numbers.map(f32::to_be_bytes).concat(),
            ),
            (
                "float64, a later version",
                2,
                "<f8",
                numbers.map(|n| f64::from(n).to_le_bytes()).concat(),
            ),
            (
                "float64 of great machines",
                3,
                ">f8",
                numbers.map(|n| f64::from(n).to_be_bytes()).concat(),
            ),
        ];
        for (name, version, kind, bytes) in rows {
            let header =
                format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': (1, 2), }}\n");
            let expected = Matrix {
                values: numbers.to_vec(),
                n_rows: 1,
                dimension: 2,
            };
            assert_eq!(
                Matrix::read(&file(version, &header, &bytes)),
                Ok(expected),
                "{name}"
            );
        }
    }

    #[test]
    fn other_files_are_refused() {
        let rows = [
            ("", "expected 'shape' in the head of the file"),
            (
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
                "expected a matrix, found 1 dimensions",
            ),
            (
                "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2), }",
                "expected rows of numbers, one after the other",
            ),
            (
                "{'descr': '<i8', 'fortran_order': False, 'shape': (1, 1), }",
                "expected float32 or float64, found <i8",
            ),
            (
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
                "expected 2 × 2 numbers, found 2",
            ),
            (
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, x), }",
                "expected a shape of numbers: invalid digit found in string",
            ),
        ];
        for (header, message) in rows {
            let read = Matrix::read(&file(1, header, &[0; 8]));
            assert_eq!(read, Err(message.to_owned()), "{header}");
        }
        for bytes in ["", "text", "\u{93}NUMPY"] {
            let read = Matrix::read(bytes.as_bytes());
            assert_eq!(
                read,
                Err("expected a NumPy file of one array".into()),
                "{bytes}"
            );
        }
        let cut = &file(1, "{'shape'", &[])[..12];
        assert!(Matrix::read(cut).is_err());
    }
}
