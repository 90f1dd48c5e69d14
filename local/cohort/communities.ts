/**
 * Names of the communities of South London, and how many of the 157 belong to each. This file is a table.
 *
 * Ethnicity is not published, so the counts are invented. They are dealt without regard to class, history or incident:
 * nothing about any community can be learnt from this cohort. INVARIANT: either sex has at least `count` full names.
 */
import type { Ethnicity } from './cohort-person.ts';

export type Community = {
  count: number;
  ethnicities: readonly Ethnicity[];
  girls: readonly string[];
  boys: readonly string[];
  families: readonly string[];
};

/** NFC, the form in which the API keeps text. */
const list = (names: string): string[] => names.normalize('NFC').split(', ');

const community = (
  count: number,
  ethnicities: Ethnicity[],
  girls: string,
  boys: string,
  families: string,
): Community => {
  return { count, ethnicities, girls: list(girls), boys: list(boys), families: list(families) };
};

const WEST_AFRICAN = [
  community(
    7,
    ['N'],
    'Temiloluwa, Oluwaseyi, Folasade',
    'Ayòmídé, Babatunde, Olúwaṣeun, Tobiloba',
    'Adébáyọ̀, Oyelaran, Balogun, Akinwande-Cole, Oshodi',
  ),
  community(4, ['N'], 'Chiamaka, Ngozi, Adaeze', 'Chukwuemeka, Ifeanyi, Obinna', 'Okonkwo, Nwachukwu, Eze'),
  community(
    7,
    ['N'],
    'Adwoa, Efua, Akosua',
    'Kwabena, Kofi, Yaw, Nana Kwame',
    'Ofori-Mensah, Boateng, Asante, Agyeman',
  ),
  community(4, ['N'], 'Aminata, Fatoumata, Isatu', 'Mamadou, Alhaji, Foday', "N'Diaye, Koroma, Sesay, Bangura"),
];

const EAST_AFRICAN = [
  community(5, ['N'], 'Hodan, Ayaan, Ifrah', 'Abdirahman, Zakariye, Mahad, Guled', 'Warsame, Abdi, Farah, Mohamud'),
  community(3, ['N'], 'Selam, Makda', 'Yonas, Biniam, Nahom', 'Tesfaye, Gebremariam, Haile'),
];

const CARIBBEAN = [
  community(
    18,
    ['M', 'M', 'M', 'P'],
    "Shanice, Renée, Tia-Mae, Kezia, Amoya, De'Asia",
    "Jahmal, Tyrese, D'Andre, Malachi, Kemar, Nathaniel, Rohan, Shaquille, Isaiah, Levi",
    'Campbell-Reid, Grant, Francis, Thompson, Beckford, McFarlane, Baptiste, St Hilaire, Dacosta, Powell, Lindo, Gayle',
  ),
];

const SOUTH_ASIAN = [
  community(3, ['H'], 'Diya, Krupa', 'Dhruv, Jay, Rohit', 'Patel, Bhatt, Chauhan'),
  community(2, ['H'], 'Harpreet, Simran', 'Gurdeep, Jaskaran', 'Sandhu, Gill'),
  community(2, ['H'], 'Anjali, Reena', 'Arjun, Ryan', "D'Souza, Nair"),
  community(
    7,
    ['J'],
    'Zainab, Mahnoor, Aleena',
    'Hamza, Bilal, Usman, Danyal',
    'Khan, Malik, Hussain, Qureshi, Ul-Haq',
  ),
  community(5, ['K'], 'Nusrat, Tahmina, Sadia', 'Rafiq, Tanvir, Shakil, Mahin', 'Rahman, Chowdhury, Miah, Uddin'),
  community(
    5,
    ['L'],
    'Abirami, Thulasi, Kavya',
    'Kirushan, Pratheep, Vithusan, Nilan',
    'Sivakumar, Thevarajah, Ratnasingham, Kandiah, Yogeswaran',
  ),
];

const EAST_AND_SOUTHEAST_ASIAN = [
  community(2, ['R'], 'Ka Yan, Hoi Ching', 'Ho Yin, Tsz Kit', 'Cheung, Lau'),
  community(1, ['R'], 'Yǔtóng', 'Zihan', 'Zhāng'),
  community(3, ['L'], 'Thảo, Linh', 'Minh Khôi, Đức', 'Nguyễn, Trần, Phạm'),
  community(2, ['L'], 'Maricel, Althea', 'Jericho, Paolo', 'Dela Cruz, Villanueva'),
];

const MIDDLE_EASTERN = [
  community(1, ['S'], 'Parisa', 'Arash', 'Rostami'),
  community(2, ['S'], 'Marwa, Hosna', 'Sulaiman, Farid', 'Noorzai, Stanikzai'),
  community(1, ['S'], 'Rojin', 'Zana', 'Barzani'),
  community(2, ['S'], 'Noor, Rania', 'Haydar, Yusuf', "Al-Tamimi, Sa'di"),
];

const EUROPEAN = [
  community(5, ['C'], 'Elif, Çağla, Zeynep', 'Emre, Ömer, Barış, Kağan', 'Yılmaz, Öztürk, Çelik, Aydın, Şahin'),
  community(4, ['C'], 'Zuzanna, Oliwia', 'Kacper, Łukasz, Szymon', 'Wójcik, Kowalczyk, Mazur-Nowak'),
  community(2, ['C'], 'Ioana, Andreea', 'Andrei, Ștefan', 'Popescu, Ionescu'),
  community(2, ['C'], 'Rūta, Ugnė', 'Matas, Žygimantas', 'Paulaitis, Vaitkus'),
  community(1, ['C'], 'Sofiia', 'Dmytro', 'Shevchenko'),
];

const LATIN_AMERICAN = [
  community(4, ['S', 'C'], 'Valentina, Camila', 'Matías, Andrés, Thiago', 'Muñoz, Gutiérrez, Quispe, Restrepo'),
  community(1, ['S'], 'Luísa', 'João', 'da Silva'),
];

const WHITE_BRITISH_AND_IRISH = [
  community(
    30,
    ['A', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'Z'],
    'Chloe, Ellie-May, Megan, Zoë, Siân, Lacey, Freya, Poppy',
    'Jack, Alfie, Callum, Harvey, Reece, Tommy-Lee, Owen, Kian, Frankie, Joshua, Rhys, Mason',
    'Harding, Whitlock, Pryce-Jones, Barker, Sayers, Fenton, Lovell, Tanner, McKenzie, Redfern, Goodall, Penfold, Hobbs',
  ),
  community(
    4,
    ['B'],
    'Aoife, Niamh, Caoimhe',
    'Seán, Cillian, Ruairí, Declan',
    "O'Sullivan, McDonagh, O'Connor, Doherty",
  ),
];

const MIXED = [
  community(
    9,
    ['D'],
    'Jasmine, Leah, Tiana, Amelia-Rose',
    'Kai, Jaydon, Marley, Theo, Corey, Zion',
    'Clarke-Barnes, Edwards, Stone-Gordon, Miller, Lewis, Morgan-Bailey, Hylton, Bennett',
  ),
  community(
    4,
    ['E'],
    'Naomi, Eliana, Safiya',
    'Caleb, Jude, Kwesi, Elijah',
    "Owusu-Webb, O'Brien-Sarpong, Osei-Turner",
  ),
  community(3, ['F'], 'Maya, Anoushka, Leila', 'Zachary, Kieran, Rayan', 'Shah-Morris, Collins-Rao, Bradley'),
  community(2, ['G'], 'Sofia, Imani', 'Luca, Idris', 'Lindqvist-Tan, Ferreira-Hall, Moreau'),
];

export const COMMUNITIES: readonly Community[] = [
  ...WEST_AFRICAN,
  ...EAST_AFRICAN,
  ...CARIBBEAN,
  ...SOUTH_ASIAN,
  ...EAST_AND_SOUTHEAST_ASIAN,
  ...MIDDLE_EASTERN,
  ...EUROPEAN,
  ...LATIN_AMERICAN,
  ...WHITE_BRITISH_AND_IRISH,
  ...MIXED,
];
