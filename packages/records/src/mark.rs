use weal_wire::compact::{CompactError, Packed, Reader, Shape, Writer};

/// The record of a key that says everything by being there: one byte, since storage holds no empty value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark;

impl Packed for Mark {
    const NAME: &'static str = "mark";

    fn pack(&self, writer: &mut Writer) {
        writer.put(1u8);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        let damaged = reader.damaged();
        if reader.u128()? == 1 { Ok(Self) } else { Err(damaged) }
    }

    fn shape() -> Shape {
        Shape::Number(8)
    }
}
